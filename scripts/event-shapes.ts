import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { fromRoot } from '../kernel/project-root';
import { EVENT_VERSIONS, type EventName } from '../schema/events';

/** An event as it is told: its version, and the type of each field by path, `?` at the end where it may be absent. */
export interface EventShape {
  version: number;
  fields: Record<string, string>;
}

export type EventShapes = Record<string, EventShape>;

export const SNAPSHOT_PATH = fromRoot('schema', 'events.snapshot.json');

/** The shapes of `schema/events.ts` as they are now. */
export function readEventShapes(text = readFileSync(fromRoot('schema', 'events.ts'), 'utf8')): EventShapes {
  const source = ts.createSourceFile('events.ts', text, ts.ScriptTarget.ES2023, true);
  const events = source.statements.find(
    (node): node is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(node) && node.name.text === 'Events',
  );
  if (!events) throw new Error('schema/events.ts declares no Events');
  const shapes = events.members.filter(ts.isPropertySignature).map((member): [string, EventShape] => {
    const name = (member.name as ts.StringLiteral).text;
    return [name, { version: EVENT_VERSIONS[name as EventName] ?? 1, fields: fieldsOf(member.type!, '') }];
  });
  return Object.fromEntries(shapes);
}

function fieldsOf(type: ts.TypeNode, path: string): Record<string, string> {
  if (ts.isArrayTypeNode(type)) return fieldsOf(type.elementType, `${path}[]`);
  if (!ts.isTypeLiteralNode(type)) return { [path]: type.getText() };
  return Object.assign(
    {},
    ...type.members.filter(ts.isPropertySignature).map((member) => {
      const field = `${path}${path && '.'}${member.name.getText()}${member.questionToken ? '?' : ''}`;
      return fieldsOf(member.type!, field);
    }),
  ) as Record<string, string>;
}

/**
 * How events differ from what has been told so far in a way that a reader of some age would not survive: something
 * gone or of another type, a new field that must be there, or a change without a new version.
 */
export function findBreaks(told: EventShapes, now: EventShapes): string[] {
  return Object.entries(told).flatMap(([name, before]) => {
    const after = now[name];
    if (!after) return [`${name} is gone`];
    const breaks = Object.entries(before.fields)
      .filter(([field, type]) => after.fields[field] !== type)
      .map(([field, type]) => `${name}: ${field} was ${type} and is ${after.fields[field] ?? 'gone'}`);
    const added = Object.keys(after.fields).filter((field) => !(field in before.fields));
    const demanded = added.filter((field) => !field.includes('?'));
    breaks.push(...demanded.map((field) => `${name}: ${field} is new, so it must be optional`));
    if (added.length > 0 && after.version <= before.version)
      breaks.push(`${name} has grown, so its version must, too`);
    if (after.version < before.version) breaks.push(`${name} has gone back to version ${after.version}`);
    return breaks;
  });
}
