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

type Client = RealtimeClient<TeamEvent>;

const ClientContext = createContext<{
  client: Client | null;
  workspaceId: string;
  state: ClientState;
}>({
  client: null,
  workspaceId: '',
  state: 'connecting',
});

/** One socket for the person; what it follows names the workspace in view. */
export function RealtimeProvider(props: { workspaceId: string; children: ReactNode }) {
  const [client, setClient] = useState<Client | null>(null);
  const [state, setState] = useState<ClientState>('connecting');
  useEffect(() => {
    const url = new URL('/realtime', location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    const opened = createRealtimeClient<TeamEvent>({ url: url.href, onState: setState });
    setClient(opened);
    return () => {
      opened.close();
      setClient(null);
    };
  }, []);
  return (
    <ClientContext value={{ client, state, workspaceId: props.workspaceId }}>
      {props.children}
    </ClientContext>
  );
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
 * nothing. The first two are those of the workspace in view. The newest handlers are always the ones called.
 */
export function useTopic(resource: string | null, handlers: TopicHandlers): void {
  const { client, workspaceId } = useContext(ClientContext);
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    if (!client || resource === null) return;
    const named = resource.includes(':') ? resource : `${resource}@${workspaceId}`;
    return client.subscribe(named, {
      onMessage: (event) => latest.current.onEvent(event),
      onReset: () => latest.current.onReset(),
    });
  }, [client, resource, workspaceId]);
}

/** Sends something short-lived about a followed resource, such as "a person is typing". */
export function useSignal(resource: string): (type: string, payload?: unknown) => void {
  const { client } = useContext(ClientContext);
  return useCallback(
    (type, payload) => client?.signal(resource, type, payload),
    [client, resource],
  );
}
