// Goes where the page leads, and takes along what stands behind `?` and `#`: a view of a table is in it.
const to = document.querySelector<HTMLLinkElement>('link[rel="next"]');
if (to) location.replace(`${to.href}${location.search}${location.hash}`);
