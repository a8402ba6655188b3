import { mergeResolvers } from '../../kernel/graphql/merge-resolvers';
import { eventResolvers } from './event/event.resolvers';
import { registrationResolvers } from './registration/registration.resolvers';
import { resourceResolvers } from './resource/resource.resolvers';

export const resourcesResolvers = mergeResolvers(resourceResolvers, eventResolvers, registrationResolvers);
