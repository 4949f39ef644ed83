-- SPDX-License-Identifier: EUPL-1.2
-- A link that only works on the site becomes plain text.
function Link(link)
  if not link.target:match("^https:") then
    return link.content
  end
end
