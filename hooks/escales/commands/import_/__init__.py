# SPDX-License-Identifier: EUPL-1.2
"""The questionnaire that one fills in a word processor, and how a filled one becomes a story."""
