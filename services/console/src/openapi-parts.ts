import { z } from 'zod';

/** What the documents of the console's routes are made of. */

const schema = (of: z.ZodType): unknown => z.toJSONSchema(of, { io: 'input', unrepresentable: 'any' });
export const body = (of: z.ZodType) => ({ required: true, content: { 'application/json': { schema: schema(of) } } });
export const problem = (description: string) => ({ description, content: { 'application/problem+json': {} } });
export const answers = (good: string, more: Record<string, string>) => ({
  '200': { description: good, content: { 'application/json': {} } },
  '401': problem('no key, or one that is not known'),
  ...Object.fromEntries(Object.entries(more).map(([status, description]) => [status, problem(description)])),
});
export const query = (of: z.ZodObject) =>
  Object.entries(of.shape).map(([name, one]) => ({
    name,
    in: 'query',
    required: false,
    schema: schema(z.instanceof(z.ZodType).parse(one)),
  }));
export const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
export const done = (more: Record<string, string>) => ({
  '204': { description: 'done' },
  ...Object.fromEntries(Object.entries(more).map(([status, description]) => [status, problem(description)])),
});
