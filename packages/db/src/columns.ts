import { decodeId, encodeId, type IdKind } from '@platform/shared/ids';
import { bigint, customType, timestamp, uuid } from 'drizzle-orm/pg-core';

/** A uuid column that is `<prefix>_…` in TypeScript: an id of the wrong kind never reaches a query. */
export const publicId = (kind: IdKind) =>
  customType<{ data: string; driverData: string }>({
    dataType: () => 'uuid',
    toDriver: (id) => {
      const uuid = decodeId(kind, id);
      if (uuid === null) throw new TypeError(`Not an id of the kind ${kind}: ${id}`);
      return uuid;
    },
    fromDriver: (uuid) => encodeId(kind, uuid),
  });

export const tenantId = () => publicId('tenant')('tenant_id').notNull();
export const createdAt = () => moment('created_at').notNull().defaultNow();
export const updatedAt = () => moment('updated_at').notNull().defaultNow();
/** A point in time: `timestamptz`, a `Date` in TypeScript. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
/** Micro-dollars; a JavaScript number is exact up to nine thousand million dollars. */
export const micros = (name: string) => bigint(name, { mode: 'number' });
/** A uuid that is an id of nothing public. */
export const plainUuid = uuid;
