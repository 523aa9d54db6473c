// node serve.mjs DIR [BASE_PATH] [PORT]: the built site at a local address, under the policy that the checks use.
import { serve } from './lib/server.mjs';

const [dir, basePath = '/', port = '8080'] = process.argv.slice(2);
if (!dir) {
  console.error('usage: node serve.mjs DIR [BASE_PATH] [PORT]');
  process.exit(2);
}
const server = await serve(dir, basePath, Number(port));
console.log(`${server.url} (Ctrl+C ends it)`);
