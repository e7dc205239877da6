import { type idPrefixes, newId } from '@platform/shared/ids';
import { z } from 'zod';

/** The ids an input can name, by the name its field has everywhere in the contract. */
export const idFields = {
  widgetId: 'widget',
  assistantId: 'assistant',
  conversationId: 'conversation',
  messageId: 'message',
  documentId: 'document',
  userId: 'user',
  visitorId: 'visitor',
  sessionId: 'session',
  keyId: 'apiKey',
  invitationId: 'invitation',
  exportId: 'export',
  erasureId: 'erasure',
} as const satisfies Record<string, keyof typeof idPrefixes>;

export type IdField = keyof typeof idFields;
export type Ids = Readonly<Record<IdField, string>>;

const idEntries = Object.entries(idFields) as [IdField, (typeof idFields)[IdField]][];

/** Well-formed ids of rows that do not exist. */
export const absentIds = (): Ids =>
  Object.fromEntries(idEntries.map(([field, kind]) => [field, newId(kind)])) as Ids;

const isIdField = (name: string): name is IdField => Object.hasOwn(idFields, name);

interface Shape {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly default?: unknown;
}

const shapeOf = (schema: z.ZodType): Shape =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;

/** What narrows a list: naming somebody's row finds nothing, where anything else would refuse it. */
export const narrowsList = (path: string): boolean => path.endsWith('.list');

/** The ids among a procedure's input, at its top. */
export function idFieldsOf(schema: z.ZodType): IdField[] {
  return Object.keys(shapeOf(schema).properties ?? {}).filter(isIdField);
}

/**
 * An input the schema accepts, with these ids where it names one. Fields that may be absent are, but
 * for ids. Throws when it cannot make one: a new kind of field then needs an example here.
 */
export function sampleInput(schema: z.ZodType, ids: Ids): unknown {
  const shape = shapeOf(schema);
  const input = shape.properties === undefined ? undefined : sample(shape, '', ids);
  const checked = schema.safeParse(input);
  if (checked.success) return input;
  throw new Error(`No example for ${JSON.stringify(shape)}: ${checked.error.message}`);
}

export type Path = readonly (string | number)[];

/** Every place of a procedure's input: the whole, each object and list in it, and each leaf. */
export function placesOf(schema: z.ZodType): Path[] {
  return places(shapeOf(schema), []);
}

function places(shape: Shape, at: Path): Path[] {
  const inner = Object.entries(shape.properties ?? {}).flatMap(([key, each]) =>
    places(each, [...at, key]),
  );
  const items = shape.items === undefined ? [] : places(shape.items, [...at, 0]);
  const choices = (shape.anyOf ?? []).flatMap((each) =>
    places(each, at).filter((place) => place.length > at.length),
  );
  return [at, ...inner, ...items, ...choices];
}

/** The same input with something else in one place; what is missing on the way is made. */
export function withValueAt(input: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  if (typeof key === 'number') return [withValueAt(undefined, rest, value)];
  const object = typeof input === 'object' && input !== null ? input : {};
  const inner = Object.hasOwn(object, key) ? object[key as keyof typeof object] : undefined;
  return { ...object, [key]: withValueAt(inner, rest, value) };
}

function sample(shape: Shape, name: string, ids: Ids): unknown {
  if (isIdField(name)) return ids[name];
  if (shape.default !== undefined) return shape.default;
  if (shape.const !== undefined) return shape.const;
  if (shape.enum !== undefined) return shape.enum[0];
  const [first] = shape.anyOf ?? [];
  if (first !== undefined) return sample(first, name, ids);
  switch (shape.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(shape.properties ?? {})
          .filter(([key]) => shape.required?.includes(key) === true || isIdField(key))
          .map(([key, inner]) => [key, sample(inner, key, ids)]),
      );
    case 'array':
      return shape.items === undefined ? [] : [sample(shape.items, name, ids)];
    case 'integer':
    case 'number':
      return Math.max(1, shape.minimum ?? 1);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return words(shape, name);
  }
}

const examples = [
  'Some words of a person',
  'ada@example.com',
  'https://www.customer.example',
  'docs.customer.example',
  '#0B6B63',
];

function words(shape: Shape, name: string): string {
  if (shape.format === 'email' || name === 'email') return 'ada@example.com';
  if (shape.format === 'uri') return 'https://www.customer.example/page';
  // Whoever sends a message gives it an id of their own.
  if (name === 'clientId') return newId('event');
  const fits = examples.find(
    (example) =>
      (shape.pattern === undefined || new RegExp(shape.pattern).test(example)) &&
      example.length >= (shape.minLength ?? 0),
  );
  return fits ?? examples.join(' ');
}
