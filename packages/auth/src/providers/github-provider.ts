import * as oauth from 'oauth4webapi';
import { z } from 'zod';
import { authorizationUrl, clientAuth, judging, protocolOptions } from './protocol.ts';
import type { ProviderClient, SignInProvider } from './provider.ts';

interface GithubSettings extends ProviderClient {
  /** `https://github.com`, or an Enterprise Server of one's own. */
  readonly baseUrl: string;
}

const userSchema = z.object({
  id: z.int(),
  login: z.string(),
  name: z.string().nullable().optional(),
});
const emailsSchema = z.array(
  z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }),
);

/**
 * GitHub speaks OAuth 2 without id tokens: who the person is, is asked with the token, and their address
 * is the primary one that GitHub has verified.
 */
export function createGithubProvider(settings: GithubSettings): SignInProvider {
  const { baseUrl } = settings;
  const apiUrl = baseUrl === 'https://github.com' ? 'https://api.github.com' : `${baseUrl}/api/v3`;
  const server: oauth.AuthorizationServer = {
    issuer: `${baseUrl}/login/oauth`,
    authorization_endpoint: `${baseUrl}/login/oauth/authorize`,
    token_endpoint: `${baseUrl}/login/oauth/access_token`,
  };
  const client: oauth.Client = { client_id: settings.clientId };
  const network = protocolOptions(settings.fetch);

  const ask = async <Schema extends z.ZodType>(token: string, path: string, schema: Schema) => {
    const headers = new Headers({
      accept: 'application/vnd.github+json',
      'x-github-api-version': '2022-11-28',
    });
    const url = new URL(`${apiUrl}${path}`);
    const response = await oauth.protectedResourceRequest(
      token,
      'GET',
      url,
      headers,
      null,
      network,
    );
    if (response.status !== 200) throw new Error(`GitHub answered ${response.status} at ${path}.`);
    return schema.parse(await response.json());
  };

  return {
    key: 'github',
    name: 'GitHub',
    authorizationUrl: (handshake, redirectUri) =>
      authorizationUrl(server, settings, handshake, {
        redirect_uri: redirectUri,
        scope: 'read:user user:email',
      }),
    readProfile: (callback, handshake, redirectUri) =>
      judging(async () => {
        const checked = oauth.validateAuthResponse(server, client, callback, handshake.state);
        const response = await oauth.authorizationCodeGrantRequest(
          server,
          client,
          clientAuth(settings, ['client_secret_post']),
          checked,
          redirectUri,
          handshake.codeVerifier,
          network,
        );
        const tokens = await oauth.processAuthorizationCodeResponse(server, client, response);
        const user = await ask(tokens.access_token, '/user', userSchema);
        const emails = await ask(tokens.access_token, '/user/emails', emailsSchema);
        const primary = emails.find((each) => each.primary);
        return {
          subject: String(user.id),
          email: primary?.email.toLowerCase() ?? null,
          emailVerified: primary?.verified ?? false,
          name: (user.name ?? '').trim().slice(0, 100) || user.login,
        };
      }),
  };
}
