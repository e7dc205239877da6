// Runs before the first paint, so that a chosen theme never flashes. A file of its own, not inline,
// because the page's content security policy allows no inline script.
try {
  const choice = localStorage.getItem('parley.theme');
  if (choice === 'light' || choice === 'dark') document.documentElement.dataset.theme = choice;
} catch {
  document.documentElement.removeAttribute('data-theme');
}
