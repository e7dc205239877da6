import { empty } from '../common/page.schema.ts';
import { mutation, query } from '../procedure.ts';
import {
  addAddressInput,
  addTextInput,
  documentPage,
  documentReader,
  documentRef,
  documentSummary,
  listDocumentsInput,
  searchInput,
  searchOutput,
  uploadResult,
} from './document.schema.ts';

export const knowledge = {
  list: query({
    permission: 'knowledge.read',
    rate: 'read',
    input: listDocumentsInput,
    output: documentPage,
  }),
  get: query({
    permission: 'knowledge.read',
    rate: 'read',
    input: documentRef,
    output: documentReader,
  }),
  addText: mutation({
    permission: 'knowledge.write',
    rate: 'upload',
    audit: 'document.uploaded',
    input: addTextInput,
    output: documentSummary,
  }),
  addAddress: mutation({
    permission: 'knowledge.write',
    rate: 'upload',
    audit: 'document.uploaded',
    input: addAddressInput,
    output: uploadResult,
  }),
  retry: mutation({
    permission: 'knowledge.write',
    rate: 'write',
    audit: 'document.retried',
    input: documentRef,
    output: documentSummary,
  }),
  remove: mutation({
    permission: 'knowledge.write',
    rate: 'write',
    audit: 'document.removed',
    input: documentRef,
    output: empty,
  }),
  search: query({
    permission: 'knowledge.read',
    rate: 'ask',
    input: searchInput,
    output: searchOutput,
  }),
} as const;
