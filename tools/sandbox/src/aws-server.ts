import { createServer, type Server } from 'node:http';
import { answerEks, type EksService } from './eks/endpoint.ts';
import { readRequest, send } from './http/message.ts';
import { answerSts } from './sts/endpoint.ts';

const LARGEST_BODY = 1024 * 1024;

/** One HTTP server for STS (at /) and EKS (below /clusters), of every account and Region. */
export function awsServer(service: EksService): Server {
  return createServer((incoming, response) => {
    void (async () => {
      try {
        const request = await readRequest(incoming, LARGEST_BODY);
        const forEks = /^\/clusters(\/|$)/.test(request.path);
        send(response, forEks ? answerEks(service, request) : answerSts(service, request));
      } catch (error) {
        send(response, { status: 500, body: `the sandbox failed: ${String(error)}` });
      }
    })();
  });
}
