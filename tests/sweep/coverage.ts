import {
  getNamedType,
  isInputObjectType,
  isObjectType,
  parse,
  type FieldNode,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { Operation } from './operations';

/** What of a schema was really there when it was asked for. */
export class Coverage {
  readonly fields = new Set<string>();
  readonly arguments = new Set<string>();

  constructor(private readonly schema: GraphQLSchema) {}

  /** Takes note of the fields that objects in an answer were asked for, and of the arguments they were asked with. */
  add({ document, kind }: Operation, variables: Record<string, unknown>, data: unknown): void {
    const [definition] = parse(document, { noLocation: true }).definitions;
    if (definition?.kind !== 'OperationDefinition' || !data) return;
    const root = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' }[kind];
    this.addObject(root, definition.selectionSet, data, variables);
  }

  /** Fields and arguments of the schema that were never reached. */
  missing(): string[] {
    const expected = Object.values(this.schema.getTypeMap()).flatMap((type) => {
      if (type.name.startsWith('__')) return [];
      if (isInputObjectType(type)) return Object.keys(type.getFields()).map((name) => `${type.name}.${name}`);
      if (!isObjectType(type)) return [];
      return Object.values(type.getFields()).flatMap((field) => [
        `${type.name}.${field.name}`,
        ...field.args.map((arg) => `${type.name}.${field.name}(${arg.name})`),
      ]);
    });
    return expected.filter((name) => !this.fields.has(name) && !this.arguments.has(name));
  }

  private addObject(
    typeName: string,
    set: SelectionSetNode,
    value: unknown,
    variables: Record<string, unknown>,
  ): void {
    if (Array.isArray(value)) return value.forEach((item) => this.addObject(typeName, set, item, variables));
    if (typeof value !== 'object' || value === null) return;
    const object = value as Record<string, unknown>;
    const name = (object.__typename as string | undefined) ?? typeName;
    for (const selection of set.selections) {
      if (selection.kind === 'InlineFragment') {
        if (selection.typeCondition?.name.value === name)
          this.addObject(name, selection.selectionSet, value, variables);
      } else if (selection.kind === 'Field' && selection.name.value !== '__typename') {
        this.addField(name, selection, object[selection.name.value], variables);
      }
    }
  }

  private addField(owner: string, node: FieldNode, value: unknown, variables: Record<string, unknown>): void {
    const type = this.schema.getType(owner);
    const field = isObjectType(type) ? type.getFields()[node.name.value] : undefined;
    if (!field) return;
    this.fields.add(`${owner}.${field.name}`);
    for (const { name, value: given } of node.arguments ?? []) {
      const sent = given.kind === 'Variable' ? variables[given.name.value] : undefined;
      if (sent === undefined) continue;
      this.arguments.add(`${owner}.${field.name}(${name.value})`);
      const arg = field.args.find((candidate) => candidate.name === name.value);
      if (arg) this.addInput(getNamedType(arg.type).name, sent);
    }
    if (node.selectionSet) this.addObject(getNamedType(field.type).name, node.selectionSet, value, variables);
  }

  private addInput(typeName: string, value: unknown): void {
    const type = this.schema.getType(typeName);
    if (!isInputObjectType(type)) return;
    if (Array.isArray(value)) return value.forEach((item) => this.addInput(typeName, item));
    for (const [name, part] of Object.entries(value as object)) {
      this.arguments.add(`${typeName}.${name}`);
      const field = type.getFields()[name];
      if (field) this.addInput(getNamedType(field.type).name, part);
    }
  }
}
