// SPDX-License-Identifier: EUPL-1.2
// The only script within pages, the same on all: their policy allows it by its hash.
// Before the page shows, it says that scripts run, so that the menu folds on a phone, and sets the
// colours that the reader chose; the key names the site, which may share its host with others.
{const root=document.documentElement;root.classList.add("js");try{const scheme=localStorage.getItem("escales "+new URL(root.dataset.home,location).pathname+" theme");if(scheme)root.dataset.scheme=scheme}catch{}}
