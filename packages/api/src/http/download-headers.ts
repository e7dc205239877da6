/** Always a download, never a page of ours, and kept by nobody on its way. */
export function downloadHeaders(fileName: string, type = 'application/octet-stream') {
  const name = encodeURIComponent(fileName).replaceAll("'", '%27');
  return {
    'content-type': type,
    'content-disposition': `attachment; filename*=UTF-8''${name}`,
    'content-security-policy': "sandbox; default-src 'none'",
    'cache-control': 'private, no-store',
  };
}
