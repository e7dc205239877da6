import type { AppRouter } from '@platform/api-contract/types';
import { createTRPCClient, httpLink } from '@trpc/client';

export interface Workspace {
  readonly email: string;
  readonly password: string;
  readonly snippet: string;
}

/**
 * A workspace with an account, a document and a widget for a site, made by the API: what the journeys
 * of visitors and support leads begin with (how a team gets there is a journey of its own).
 */
export async function prepareWorkspace(
  origin: string,
  given: { site: string; document: { title: string; text: string } },
): Promise<Workspace> {
  const headers: Record<string, string> = { origin };
  const api = createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${origin}/trpc`,
        headers: () => headers,
        fetch: async (input, init) => {
          const response = await fetch(input as string, init as RequestInit);
          const [cookie] = response.headers.getSetCookie();
          if (cookie !== undefined) headers.cookie = cookie.split(';')[0] ?? '';
          return response;
        },
      }),
    ],
  });
  const email = 'grace@acme.example';
  const password = 'seven green glass doors';
  const me = await api.auth.signUp.mutate({
    name: 'Grace Hopper',
    email,
    password,
    workspaceName: 'Acme',
  });
  headers['x-csrf-token'] = me.csrfToken ?? '';
  headers['x-workspace'] = me.memberships[0]?.tenantId ?? '';
  await api.workspaces.dismissOnboarding.mutate();
  await api.knowledge.addText.mutate(given.document);
  const deadline = Date.now() + 60_000;
  while ((await api.knowledge.list.query({})).counts.ready === 0) {
    if (Date.now() > deadline) throw new Error('The document was not ready in time.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const [assistant] = (await api.assistants.list.query()).assistants;
  const widget = await api.widgets.create.mutate({
    name: 'Shop',
    assistantId: assistant?.id ?? '',
    allowedOrigins: [given.site],
  });
  return { email, password, snippet: widget.snippet };
}
