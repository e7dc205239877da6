import { ParseError } from '../parse-failure.ts';
import type { SafeZip } from './safe-zip.ts';
import { childrenOf, descendants, path, readXml, textOf, type XmlElement } from './xml.ts';

/** Open Packaging Conventions, ECMA-376 part 2: how parts of an office file refer to each other. */
export interface Relationship {
  type: string;
  /** Name of the part, without a leading slash. */
  target: string;
}

/** Relationships of a part by id; parts outside the file (links) are left out. */
export function relationships(zip: SafeZip, partName: string): Map<string, Relationship> {
  const slash = partName.lastIndexOf('/');
  const folder = partName.slice(0, slash + 1);
  const bytes = zip.read(`${folder}_rels/${partName.slice(slash + 1)}.rels`);
  const found = new Map<string, Relationship>();
  if (bytes === undefined) return found;
  for (const node of descendants(readXml(bytes), 'Relationship')) {
    const id = node.attributes.get('Id');
    const target = node.attributes.get('Target');
    if (id === undefined || target === undefined) continue;
    if (node.attributes.get('TargetMode') === 'External') continue;
    const type = node.attributes.get('Type')?.split('/').at(-1) ?? '';
    found.set(id, { type, target: resolvePart(folder, target) });
  }
  return found;
}

function resolvePart(folder: string, target: string): string {
  const parts = target.startsWith('/') ? [] : folder.split('/').filter((part) => part !== '');
  for (const part of target.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** Name of the main part of a package. */
export function mainPart(zip: SafeZip, fallback: string): string {
  for (const relationship of relationships(zip, '').values()) {
    if (relationship.type === 'officeDocument') return relationship.target;
  }
  return fallback;
}

/** @throws ParseError `broken` when the part is missing. */
export function requirePart(zip: SafeZip, name: string): XmlElement {
  const bytes = zip.read(name);
  if (bytes === undefined) throw new ParseError('broken');
  return readXml(bytes);
}

export function optionalPart(zip: SafeZip, name: string | undefined): XmlElement | undefined {
  const bytes = name === undefined ? undefined : zip.read(name);
  return bytes === undefined ? undefined : readXml(bytes);
}

/** Title and language as the file's own properties state them; empty when they do not. */
export function coreProperties(zip: SafeZip): { title: string; language: string } {
  const core = optionalPart(zip, 'docProps/core.xml');
  const properties = childrenOf(core, 'cp:coreProperties')[0];
  return {
    title: textOf(path(properties, 'dc:title')).trim(),
    language: textOf(path(properties, 'dc:language')).trim(),
  };
}
