// SPDX-License-Identifier: EUPL-1.2
// The only script inside pages, and the same on all: the policy of each names it by its hash.
// Before anything shows: scripts run, so that the menu of a phone may fold; and the colours that
// the reader chose on this site, which may share its host with others.
{const root=document.documentElement;root.classList.add("js");try{const scheme=localStorage.getItem("escales "+new URL(root.dataset.home,location).pathname+" theme");if(scheme)root.dataset.scheme=scheme}catch{}}
