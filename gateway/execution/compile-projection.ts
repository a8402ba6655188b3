import type { Answer } from './answer';
import { clientPath } from './client-path';
import { compileSelection } from './compile-selection';
import { conditionVariables } from './condition-variables';
import type { Execution, OperationParts } from './execution';
import { ProjectionState } from './projection-state';
import type { ObjectWriter } from './write-object';

/** Shapes what the fetches of a run brought into what the client asked for. */
export type Projector = (run: Execution) => Answer;

/** Variables allow for as many shapes as there are combinations; so many are remembered at a time. */
const MAX_SHAPES = 32;

/**
 * Compiles an operation's projection: the client's names, order and types. Nulls where the schema allows none move up,
 * with an error as the specification has it. What `@skip` and `@include` leave is compiled once per combination of the
 * variables they name.
 */
export function compileProjection(prepared: OperationParts): Projector {
  const names = conditionVariables(prepared);
  const shapes = new Map<string, ObjectWriter>();
  const toClient = (path: readonly (string | number)[], known: number) => clientPath(prepared, path, known);

  return (run) => {
    const key = names.map((name) => (run.variables[name] === true ? '1' : '0')).join('');
    let write = shapes.get(key);
    if (!write) {
      if (shapes.size >= MAX_SHAPES) shapes.clear();
      write = compileRoot(prepared, names, run);
      shapes.set(key, write);
    }
    const state = new ProjectionState(run, toClient);
    const data = write(state, run.data) ?? 'null';
    const errors = run.looseErrors.length > 0 ? [...state.looseErrors(), ...state.errors] : state.errors;
    return errors.length > 0 ? { errors, data } : { data };
  };
}

function compileRoot(prepared: OperationParts, names: readonly string[], run: Execution): ObjectWriter {
  const { generation, fragments, kind, operation } = prepared;
  const { apiSchema: schema } = generation;
  const root = schema.getRootType(kind);
  if (!root) throw new Error(`the schema has no ${kind} type`);
  const variables = Object.fromEntries(names.map((name) => [name, run.variables[name]]));
  const context = { schema, fragments, variables, prepared };
  const write = compileSelection(context, root.name, [operation.selectionSet])(root.name);
  if (!write) throw new Error(`nothing can be selected on ${root.name}`);
  return write;
}
