import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import type { Logger } from '../../kernel/telemetry/logger';
import type { SchoolgraphGateway } from '../gateway';
import { formatGatewayError } from '../public-error';
import type { ApolloContext } from './apollo-context';

/** What of the server depends on the configuration. */
export interface ApolloServerOptions {
  gateway: SchoolgraphGateway;
  /** Off, the schema is told to nobody: no introspection, no Sandbox, no "Did you mean". */
  introspection: boolean;
  logger: Logger;
}

/** Apollo Server over the gateway: parsing, validation, content negotiation and CSRF prevention are its own. */
export function createApolloServer({
  gateway,
  introspection,
  logger,
}: ApolloServerOptions): ApolloServer<ApolloContext> {
  return new ApolloServer<ApolloContext>({
    gateway,
    introspection,
    hideSchemaDetailsFromClientErrors: !introspection,
    includeStacktraceInErrorResponses: false,
    // The process decides when it stops; see runService.
    stopOnTerminationSignals: false,
    formatError: (_formatted, error) => formatGatewayError(error, logger),
    plugins: [landingPage(introspection), ...nothingPhonesHome()],
    logger,
  });
}

function landingPage(introspection: boolean): ApolloServerPlugin {
  return introspection
    ? ApolloServerPluginLandingPageLocalDefault({ footer: false })
    : ApolloServerPluginLandingPageDisabled();
}

function nothingPhonesHome(): ApolloServerPlugin[] {
  return [
    ApolloServerPluginUsageReportingDisabled(),
    ApolloServerPluginSchemaReportingDisabled(),
    ApolloServerPluginInlineTraceDisabled(),
  ];
}
