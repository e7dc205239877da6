import type { Service, SystemStatus } from '@platform/api-contract/types';

/** One need and how it was met; `probe` says how it is at this moment. */
export interface RegisteredService {
  readonly need: string;
  readonly variable: string;
  probe(): Promise<Pick<Service, 'resolved' | 'detail' | 'state'>>;
}

export interface SystemService {
  /** Everything the platform stands on, as it is now. Never throws: what does not answer is down. */
  services(): Promise<Service[]>;
  realtime(): SystemStatus['realtime'];
}

const probeTimeoutMs = 2_000;

export function createSystemService(
  registered: readonly RegisteredService[],
  realtime: () => SystemStatus['realtime'],
): SystemService {
  const probe = async (service: RegisteredService): Promise<Service> => {
    const { need, variable } = service;
    try {
      const late = new Promise<never>((_resolve, reject) => {
        setTimeout(() => reject(new Error('does not answer')), probeTimeoutMs).unref();
      });
      return { need, variable, ...(await Promise.race([service.probe(), late])) };
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      return { need, variable, resolved: 'not available', detail, state: 'down' };
    }
  };
  return { services: () => Promise.all(registered.map(probe)), realtime };
}
