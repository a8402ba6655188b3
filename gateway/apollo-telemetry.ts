/**
 * Imported for its effect, before anything of Apollo's: the libraries read this variable once, as they load, and
 * nothing phones home unless the operator says so.
 */
process.env.APOLLO_TELEMETRY_DISABLED ??= '1';
