import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startDnsServer } from '@platform/api/testing/dns-server';
import {
  type IdentityProvider,
  startIdentityProvider,
} from '@platform/api/testing/identity-provider';
import { startVendorServer, type VendorServer } from '@platform/api/testing/vendor-server';

/** The world outside of the platform: a company's sign-in, three vendors, a name server and a web site. */
export interface Outside {
  readonly idp: IdentityProvider;
  readonly vendor: VendorServer;
  readonly dns: Awaited<ReturnType<typeof startDnsServer>>;
  /** A page whose content differs with every address. */
  pageUrl(name: string): string;
  /** How the platform finds all of it. */
  readonly variables: Record<string, string>;
  close(): Promise<void>;
}

export async function startOutside(): Promise<Outside> {
  const idp = await startIdentityProvider();
  const vendor = await startVendorServer();
  const dns = await startDnsServer();
  const web = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<h1>A page</h1><p>What stands at ${encodeURIComponent(request.url ?? '')}.</p>`);
  });
  web.listen(0, '127.0.0.1');
  await once(web, 'listening');
  const site = `localhost:${(web.address() as AddressInfo).port}`;
  return {
    idp,
    vendor,
    dns,
    pageUrl: (name) => `http://${site}/${name}`,
    variables: {
      ALLOWED_PRIVATE_HOSTS: `${idp.host},${site}`,
      DNS_SERVERS: dns.address,
      GOOGLE_CLIENT_ID: 'google-client',
      GOOGLE_CLIENT_SECRET: 'google-secret',
      GOOGLE_SIGN_IN_URL: vendor.googleUrl,
      MICROSOFT_CLIENT_ID: 'microsoft-client',
      MICROSOFT_CLIENT_SECRET: 'microsoft-secret',
      MICROSOFT_SIGN_IN_URL: vendor.microsoftUrl,
      GITHUB_CLIENT_ID: 'github-client',
      GITHUB_CLIENT_SECRET: 'github-secret',
      GITHUB_SIGN_IN_URL: vendor.githubUrl,
    },
    async close() {
      web.closeAllConnections();
      web.close();
      await once(web, 'close');
      await dns.close();
      await vendor.close();
      await idp.close();
    },
  };
}
