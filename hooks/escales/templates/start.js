// SPDX-License-Identifier: EUPL-1.2
// The only script inside pages, and the same on all: the policy of each names it by its hash.
// Material takes each alternate for a language, and asks for a sitemap.xml beside it.
for(let feed of document.querySelectorAll("link[rel=alternate]"))feed.rel+=" feed";
// What Material's bundle expects; the site remembers by the path of its home, where the logo leads.
__md_get=(key,kept=localStorage,home=document.querySelector(".md-logo"))=>JSON.parse(kept.getItem(home.pathname+"."+key));
__md_set=(key,value,kept=localStorage,home=document.querySelector(".md-logo"))=>{try{kept.setItem(home.pathname+"."+key,JSON.stringify(value))}catch{}};
// The colours that the reader chose, before anything shows.
for(let[key,value]of Object.entries(__md_get("__palette")?.color||{}))document.body.setAttribute("data-md-color-"+key,value)
