import type { TeamEvent } from '@platform/api-contract/types';
import {
  type ClientState,
  createRealtimeClient,
  type RealtimeClient,
} from '@platform/realtime/client';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react';
import { meQuery, queryClient } from '../api/client.ts';

type Client = RealtimeClient<TeamEvent>;

const ClientContext = createContext<{ client: Client | null; state: ClientState }>({
  client: null,
  state: 'connecting',
});

/** One socket for the workspace in view; a change of workspace closes it and opens another. */
export function RealtimeProvider(props: { workspaceId: string; children: ReactNode }) {
  const [client, setClient] = useState<Client | null>(null);
  const [state, setState] = useState<ClientState>('connecting');
  useEffect(() => {
    const url = new URL('/realtime', location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    // A browser cannot set headers on a WebSocket; the cookie says who, this says for which workspace.
    url.searchParams.set('workspace', props.workspaceId);
    const opened = createRealtimeClient<TeamEvent>({
      url: url.href,
      onState(next, reason) {
        setState(next);
        // The session ended, or may not be here any more: who is signed in decides what is shown.
        if (reason === 'unauthenticated') {
          void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
        }
      },
    });
    setClient(opened);
    return () => {
      opened.close();
      setClient(null);
    };
  }, [props.workspaceId]);
  return <ClientContext value={{ client, state }}>{props.children}</ClientContext>;
}

export function useConnectionState(): ClientState {
  return useContext(ClientContext).state;
}

export type TopicHandlers = {
  onEvent: (event: TeamEvent) => void;
  /** What is shown may miss something: fetch it again. Also comes once when following begins. */
  onReset: () => void;
};

/**
 * Follows a resource (`inbox`, `knowledge`, `conversation:cnv_…`) while mounted; `null` follows
 * nothing. The newest handlers are always the ones called.
 */
export function useTopic(resource: string | null, handlers: TopicHandlers): void {
  const { client } = useContext(ClientContext);
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    if (!client || resource === null) return;
    return client.subscribe(resource, {
      onMessage: (event) => latest.current.onEvent(event),
      onReset: () => latest.current.onReset(),
    });
  }, [client, resource]);
}

/** Sends something short-lived about a followed resource, such as "a person is typing". */
export function useSignal(resource: string): (type: string, payload?: unknown) => void {
  const { client } = useContext(ClientContext);
  return useCallback(
    (type, payload) => client?.signal(resource, type, payload),
    [client, resource],
  );
}
