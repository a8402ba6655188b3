import { parentPort, workerData } from 'node:worker_threads';
import { GraphQLError, parse } from 'graphql';
import { buildPlanner } from '../supergraph/generation';
import type { PlanJob, PlanReply, PlanWorkerData } from './plan-thread';

// Runs in a thread of its own: plans one operation after the other, as they are asked for.
const planner = buildPlanner((workerData as PlanWorkerData).sdl);

parentPort?.on('message', (job: PlanJob) => parentPort?.postMessage(answer(job)));
parentPort?.postMessage('ready');

/** Plans travel as JSON text: cheaper than a structured clone, and nothing but plain values gets through. */
function answer({ text, operationName, overrides }: PlanJob): PlanReply {
  try {
    return { plan: JSON.stringify(planner.plan(parse(text), operationName, overrides)) };
  } catch (error) {
    if (error instanceof GraphQLError) return { refusal: error.toJSON() };
    return { defect: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
