/** The page works without this file; it brings the live widget and two conveniences. */

interface Demo {
  widgetId?: string;
  siteUrl?: string;
}

async function showWidget(): Promise<void> {
  const response = await fetch('/demo.json');
  const demo = (await response.json()) as Demo;
  if (demo.siteUrl !== undefined) {
    const link = document.querySelector<HTMLAnchorElement>('#demo-site');
    if (link !== null) {
      link.href = demo.siteUrl;
      link.hidden = false;
    }
  }
  if (demo.widgetId === undefined) {
    document.querySelector('.try')?.remove();
    return;
  }
  const script = document.createElement('script');
  script.async = true;
  script.src = '/widget.js';
  script.dataset.widget = demo.widgetId;
  script.dataset.target = '#parley';
  document.head.append(script);
}

function offerCopy(): void {
  const button = document.querySelector<HTMLButtonElement>('#copy');
  const commands = document.querySelector('#commands')?.textContent ?? '';
  if (button === null || navigator.clipboard === undefined) return;
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(commands);
    button.textContent = 'Copied';
    setTimeout(() => {
      button.textContent = 'Copy';
    }, 2_000);
  });
}

offerCopy();
void showWidget();

export {};
