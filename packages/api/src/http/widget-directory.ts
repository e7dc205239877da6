import { PlatformError } from '@platform/api-contract/errors';
import type { VisitorActor } from '@platform/auth';
import type { Database } from '@platform/db';
import { decodeId } from '@platform/shared/ids';
import { findNamedWidget } from '../modules/widgets/widgets.queries.ts';

export interface KnownWidget {
  readonly tenantId: string;
  readonly allowedOrigins: readonly string[];
  readonly enabled: boolean;
  /** Visitors without a proof of identity are refused. */
  readonly identityRequired: boolean;
  /** Sealed, newest first. */
  readonly identitySecrets: readonly string[];
}

export interface WidgetDirectory {
  /** The widget with this public id, or `null`; at most `freshMs` old. */
  find(widgetId: string): Promise<KnownWidget | null>;
  forget(widgetId: string): void;
}

const freshMs = 3_000;
const maxEntries = 10_000;

/** Every call of a visitor asks which sites its widget may be on; this keeps that off the database. */
export function createWidgetDirectory(db: Database): WidgetDirectory {
  const known = new Map<string, { widget: KnownWidget | null; until: number }>();
  return {
    async find(widgetId) {
      if (decodeId('widget', widgetId) === null) return null;
      const cached = known.get(widgetId);
      if (cached !== undefined && cached.until > Date.now()) return cached.widget;
      const widget = await findNamedWidget(db, widgetId);
      if (known.size >= maxEntries) known.clear();
      known.set(widgetId, { widget, until: Date.now() + freshMs });
      return widget;
    },
    forget: (widgetId) => void known.delete(widgetId),
  };
}

/**
 * Whether a page of this origin may carry a widget with this list. `https://*.acme.com` stands for
 * one or more labels before `.acme.com`; everything else is compared whole, so that
 * `https://acme.com.evil.net` and `null` never match.
 */
export function isAllowedOrigin(origin: string, allowed: readonly string[]): boolean {
  return allowed.some((entry) => {
    const wildcard = entry.indexOf('://*.');
    if (wildcard < 0) return entry === origin;
    const scheme = entry.slice(0, wildcard + 3);
    const suffix = entry.slice(wildcard + 4);
    if (!origin.startsWith(scheme) || !origin.endsWith(suffix)) return false;
    const labels = origin.slice(scheme.length, origin.length - suffix.length);
    return /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(labels);
  });
}

/** Browsers name the origin of every cross-origin call; a caller that names none is not a page. */
export function checkWidgetOrigin(origin: string | undefined, allowed: readonly string[]): void {
  if (origin !== undefined && !isAllowedOrigin(origin, allowed)) {
    throw new PlatformError('ORIGIN_NOT_ALLOWED');
  }
}

/** The one rule about visitors, for calls and for sockets; throws what keeps them out. */
export function admitVisitor(
  widget: KnownWidget | null,
  actor: VisitorActor,
  origin: string | undefined,
): void {
  if (widget === null || !widget.enabled || widget.tenantId !== actor.tenantId) {
    throw new PlatformError('UNAUTHENTICATED');
  }
  checkWidgetOrigin(origin, widget.allowedOrigins);
  if (widget.identityRequired && !actor.proved) throw new PlatformError('IDENTITY_REQUIRED');
}
