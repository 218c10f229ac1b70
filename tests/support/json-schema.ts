/** The part of JSON Schema draft 7 that CSL-JSON's schema uses. Returns violations by path. */
type Schema = {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  definitions?: Record<string, Schema>;
};

export function faultsIn(value: unknown, schema: Schema, root: Schema = schema, place = ""): string[] {
  if (schema.$ref) return faultsIn(value, root.definitions![schema.$ref.replace("#/definitions/", "")]!, root, place);
  if (schema.anyOf) {
    const all = schema.anyOf.map((one) => faultsIn(value, one, root, place));
    return all.some((faults) => faults.length === 0) ? [] : all[0]!;
  }
  if (schema.enum && !schema.enum.includes(value)) return [`${place} is ${JSON.stringify(value)}`];
  if (schema.type && ![schema.type].flat().includes(typeOf(value))) return [`${place} is a ${typeOf(value)}`];
  if (Array.isArray(value)) {
    const isSized = value.length >= (schema.minItems ?? 0) && value.length <= (schema.maxItems ?? Infinity);
    return [
      ...(isSized ? [] : [`${place} has ${value.length} items`]),
      ...value.flatMap((one, index) => (schema.items ? faultsIn(one, schema.items, root, `${place}/${index}`) : [])),
    ];
  }
  if (typeof value !== "object" || value === null) return [];
  const missing = (schema.required ?? []).filter((name) => !(name in value)).map((name) => `${place} lacks ${name}`);
  const more = Object.entries(value).flatMap(([name, one]) => {
    const known = schema.properties?.[name];
    if (!known) return schema.additionalProperties === false ? [`${place}/${name} is unknown`] : [];
    return faultsIn(one, known, root, `${place}/${name}`);
  });
  return [...missing, ...more];
}

const typeOf = (value: unknown) => (Array.isArray(value) ? "array" : value === null ? "null" : typeof value);
