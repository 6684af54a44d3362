/* The routes as the server publishes them, in the form that openapi-fetch reads. */

import type { paths } from "@chimp/client/generated/http";
import type { Access } from "./shapes.ts";

interface Json<Value> {
  content: { "application/json": Value };
}
interface Nothing {
  parameters: { query?: never; path?: never };
}

/** By hand until the generated types have them. */
interface AccessRoutes {
  "/settings/access": {
    get: Nothing & { responses: { 200: Json<Access> } };
    put: Nothing & {
      requestBody: Json<{ allowedOrigins: string[] }>;
      responses: { 200: Json<Access> };
    };
  };
  "/settings/access/site-key": {
    post: Nothing & { responses: { 201: Json<{ secret: string }> } };
    delete: Nothing & { responses: { 204: { content?: never } } };
  };
}

export type Routes = Omit<paths, keyof AccessRoutes> & AccessRoutes;
