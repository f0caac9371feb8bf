// The little that a page needs to do for itself.
"use strict";

// A page opened as a file may not read other files, so that search results come without
// the extracts that are taken from the pages found.
if (location.protocol === "file:") {
  DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
}

// A search may find an entry of the index, at whose place there is no text to extract.
document.addEventListener("DOMContentLoaded", () => {
  if (typeof Search === "undefined") return;
  const extract = Search.makeSearchSummary;
  Search.makeSearchSummary = (...found) => extract(...found) ?? document.createDocumentFragment();
});
