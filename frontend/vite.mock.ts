import { Buffer } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getResponse, type RequestHandler } from 'msw';
import type { Plugin, ViteDevServer } from 'vite';

/** Answers /api and /idp of the dev server from the same handlers as the tests, so that the app runs without its server. */
export function mockServer(): Plugin {
  return {
    name: 'assay-mock-server',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (!/^\/(api|idp)(\/|$)/.test(request.url ?? '')) {
          next();
          return;
        }
        answer(server, request, response).catch(next);
      });
    },
  };
}

async function answer(server: ViteDevServer, request: IncomingMessage, response: ServerResponse) {
  const { handlers } = (await server.ssrLoadModule('/src/testing/handlers.ts')) as {
    handlers: RequestHandler[];
  };
  const found = await getResponse(handlers, await toRequest(request));
  response.statusCode = found?.status ?? 404;
  found?.headers.forEach((value, name) => response.appendHeader(name, value));
  response.end(found?.body ? Buffer.from(await found.arrayBuffer()) : undefined);
}

async function toRequest(request: IncomingMessage): Promise<Request> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  const method = request.method ?? 'GET';
  const url = `http://${request.headers.host}${request.url}`;
  const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  const body = method === 'GET' || method === 'HEAD' ? undefined : Buffer.concat(chunks);
  return new Request(url, { method, headers, body });
}
