import { z } from 'zod';
import { empty } from '../common/page.schema.ts';
import { mutation, query } from '../procedure.ts';
import {
  dataExport,
  dataExportList,
  eraseAccountInput,
  eraseVisitorInput,
  eraseWorkspaceInput,
  erasure,
  erasureList,
  erasureRef,
  exportRef,
  exportVisitorInput,
  findVisitorsInput,
  foundVisitors,
  receiptOutput,
  retentionPreview,
  retentionRules,
} from './data.schema.ts';

const power = { rate: 'write', stepUp: true, personOnly: true } as const;

export const data = {
  /** The caller's own exports: nobody sees or fetches another's. */
  exports: query({
    permission: 'workspace.read',
    rate: 'read',
    personOnly: true,
    input: z.void(),
    output: dataExportList,
  }),
  exportMine: mutation({
    ...power,
    permission: 'workspace.read',
    audit: 'data.own-export-requested',
    input: z.void(),
    output: dataExport,
  }),
  exportWorkspace: mutation({
    ...power,
    permission: 'data.manage',
    audit: 'data.workspace-export-requested',
    input: z.void(),
    output: dataExport,
  }),
  exportVisitor: mutation({
    ...power,
    permission: 'data.manage',
    audit: 'data.visitor-export-requested',
    input: exportVisitorInput,
    output: dataExport,
  }),
  removeExport: mutation({
    permission: 'workspace.read',
    rate: 'write',
    personOnly: true,
    audit: 'data.export-removed',
    input: exportRef,
    output: empty,
  }),
  findVisitors: query({
    permission: 'data.manage',
    rate: 'read',
    input: findVisitorsInput,
    output: foundVisitors,
  }),
  erasures: query({
    permission: 'data.manage',
    rate: 'read',
    input: z.void(),
    output: erasureList,
  }),
  eraseVisitor: mutation({
    ...power,
    permission: 'data.manage',
    audit: 'data.visitor-erasure-requested',
    input: eraseVisitorInput,
    output: erasure,
  }),
  eraseWorkspace: mutation({
    ...power,
    permission: 'workspace.erase',
    audit: 'data.workspace-erasure-scheduled',
    input: eraseWorkspaceInput,
    output: erasure,
  }),
  cancelErasure: mutation({
    ...power,
    permission: 'workspace.erase',
    audit: 'data.workspace-erasure-cancelled',
    input: erasureRef,
    output: erasure,
  }),
  /** Erases the caller: at once, and everywhere. */
  eraseAccount: mutation({
    ...power,
    permission: 'session',
    audit: 'data.account-erasure-requested',
    input: eraseAccountInput,
    output: erasure,
  }),
  /** For whoever was given the id: a receipt names nobody. */
  receipt: query({ permission: 'public', rate: 'read', input: erasureRef, output: receiptOutput }),
  retention: query({
    permission: 'data.manage',
    rate: 'read',
    input: z.void(),
    output: retentionPreview,
  }),
  /** What these rules would delete now; nothing is saved. */
  previewRetention: query({
    permission: 'data.manage',
    rate: 'read',
    input: retentionRules,
    output: retentionPreview,
  }),
  setRetention: mutation({
    ...power,
    permission: 'data.manage',
    audit: 'data.retention-changed',
    input: retentionRules,
    output: retentionPreview,
  }),
} as const;
