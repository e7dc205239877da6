import { z } from 'zod';
import { empty } from '../common/page.schema.ts';
import { mutation, query } from '../procedure.ts';
import {
  createWidgetInput,
  identitySecret,
  requireIdentityInput,
  updateWidgetInput,
  widget,
  widgetList,
  widgetRef,
} from './widget.schema.ts';

export const widgets = {
  list: query({ permission: 'widgets.read', rate: 'read', input: z.void(), output: widgetList }),
  get: query({ permission: 'widgets.read', rate: 'read', input: widgetRef, output: widget }),
  create: mutation({
    permission: 'widgets.write',
    rate: 'write',
    audit: 'widget.created',
    input: createWidgetInput,
    output: widget,
  }),
  update: mutation({
    permission: 'widgets.write',
    rate: 'write',
    audit: 'widget.updated',
    input: updateWidgetInput,
    output: widget,
  }),
  remove: mutation({
    permission: 'widgets.write',
    rate: 'write',
    audit: 'widget.removed',
    input: widgetRef,
    output: empty,
  }),
  /** A new secret beside the last one, which goes on working until it is retired. */
  addIdentitySecret: mutation({
    permission: 'widgets.write',
    rate: 'write',
    audit: 'widget.identity-secret-added',
    stepUp: true,
    personOnly: true,
    input: widgetRef,
    output: identitySecret,
  }),
  retireIdentitySecret: mutation({
    permission: 'widgets.write',
    rate: 'write',
    audit: 'widget.identity-secret-retired',
    stepUp: true,
    personOnly: true,
    input: widgetRef,
    output: widget,
  }),
  requireIdentity: mutation({
    permission: 'widgets.write',
    rate: 'write',
    audit: 'widget.identity-required',
    input: requireIdentityInput,
    output: widget,
  }),
} as const;
