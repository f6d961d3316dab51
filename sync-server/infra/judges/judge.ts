import type { Resource, Template } from "../read-templates.ts";

/** A sentence that says what is wrong and where; none when all is well. */
export type Judge = (template: Template) => readonly string[];

/** Judges each resource by itself. */
export const each = (judge: (resource: Resource, template: Template) => readonly string[]): Judge => (template) =>
  Object.entries(template.resources).flatMap(([id, resource]) => judge(resource, template).map((fault) => `${template.stack} ${id} (${resource.Type}): ${fault}`));

/** What is at a path of a value that nobody has typed; undefined where there is nothing. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => (typeof inner === "object" && inner !== null ? Object.entries(inner).find(([name]) => name === String(key))?.[1] : undefined), value);
}

export const listAt = (value: unknown, ...path: readonly (string | number)[]): readonly unknown[] => {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : found === undefined ? [] : [found];
};

/** A template without its metadata, which hold sentences. */
export const propertiesText = ({ Type, Properties }: Resource): string => `${Type} ${JSON.stringify(Properties)}`;
