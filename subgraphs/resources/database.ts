import type { DatabaseSchema } from '../../kernel/database/data-source';
import { EVENT_MIGRATIONS } from '../../kernel/events/events.migration';
import { OutboxEvent } from '../../kernel/events/outbox.entity';
import { CreateTopics1732000007000 } from '../../kernel/events/topics.migration';
import { EventCapacity } from './event/event-capacity.entity';
import { Event } from './event/event.entity';
import { CreateResources1732000001000 } from './migrations/1732000001000-create-resources';
import { CreateEvents1732000002000 } from './migrations/1732000002000-create-events';
import { CreateRegistrations1732000003000 } from './migrations/1732000003000-create-registrations';
import { ReplicateStudents1732000010000 } from './migrations/1732000010000-replicate-students';
import { OpenPublicRows1732000004000 } from './migrations/1732000004000-open-public-rows';
import { OpenPublicTopics1732000011000 } from './migrations/1732000011000-open-public-topics';
import { Registration } from './registration/registration.entity';
import { SchoolStudent } from './student/school-student.entity';
import { Resource } from './resource/resource.entity';

export const resourcesDatabase: DatabaseSchema = {
  entities: [OutboxEvent, Resource, Event, EventCapacity, Registration, SchoolStudent],
  migrations: [
    ...EVENT_MIGRATIONS,
    CreateResources1732000001000,
    CreateEvents1732000002000,
    CreateRegistrations1732000003000,
    OpenPublicRows1732000004000,
    ReplicateStudents1732000010000,
    CreateTopics1732000007000,
    OpenPublicTopics1732000011000,
  ],
};
