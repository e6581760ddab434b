import { adjudicationHandlers } from './handlers-adjudication';
import { adminHandlers } from './handlers-admin';
import { appealHandlers } from './handlers-appeals';
import { identityHandlers } from './handlers-identity';
import { labelerHandlers } from './handlers-labeler';
import { requesterHandlers } from './handlers-requester';
import { reviewHandlers } from './handlers-review';

/** The server as the interface sees it: tests and the mock mode of the dev server answer from these. */
export const handlers = [...identityHandlers, ...labelerHandlers, ...requesterHandlers, ...adminHandlers, ...reviewHandlers, ...appealHandlers, ...adjudicationHandlers];
