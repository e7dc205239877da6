import { createHash, randomBytes } from 'node:crypto';
import type { IdentityTx } from '@platform/db';
import { knownDevices } from '@platform/db/schema';
import { and, eq, sql } from 'drizzle-orm';

export const newDeviceId = (): string => randomBytes(32).toString('base64url');

export const hashDevice = (id: string): string =>
  createHash('sha256').update(`device.${id}`).digest('base64url');

export async function isKnownDevice(
  tx: IdentityTx,
  userId: string,
  deviceId: string | undefined,
): Promise<boolean> {
  if (deviceId === undefined) return false;
  const found = await tx
    .select({ userId: knownDevices.userId })
    .from(knownDevices)
    .where(and(eq(knownDevices.userId, userId), eq(knownDevices.deviceHash, hashDevice(deviceId))));
  return found.length > 0;
}

/** Remembers that the person signed in with this browser; says whether it was the first of all. */
export async function rememberDevice(
  tx: IdentityTx,
  userId: string,
  deviceId: string,
): Promise<{ known: boolean; first: boolean }> {
  const before = await tx
    .select({ deviceHash: knownDevices.deviceHash })
    .from(knownDevices)
    .where(eq(knownDevices.userId, userId));
  const deviceHash = hashDevice(deviceId);
  await tx
    .insert(knownDevices)
    .values({ userId, deviceHash })
    .onConflictDoUpdate({
      target: [knownDevices.userId, knownDevices.deviceHash],
      set: { lastSeenAt: sql`now()` },
    });
  return {
    known: before.some((each) => each.deviceHash === deviceHash),
    first: before.length === 0,
  };
}
