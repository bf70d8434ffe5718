import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';

const client = new OpenAI({ baseURL: `${process.env.GATEWAY}v1`, apiKey: 'sk-x', maxRetries: Number(process.env.RETRIES ?? 0) });
const messages = [{ role: 'user', content: 'Hello' }];
const tools = [{ type: 'function', function: { name: 'count', strict: true, parameters: { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'], additionalProperties: false } } }];

const scenarios = {
  async chat() {
    const { data, response } = await client.chat.completions.create({ model: 'cheap', messages }).withResponse();
    const { choices: [choice], usage, model, id } = data;
    return { model, id, text: choice.message.content, finish: choice.finish_reason, tokens: usage.total_tokens, provider: response.headers.get('x-switchyard-provider') };
  },
  async stream() {
    let [text, finish, tokens] = ['', null, 0];
    for await (const chunk of await client.chat.completions.create({ model: 'cheap', messages, stream: true, stream_options: { include_usage: true } })) {
      text += chunk.choices[0]?.delta.content ?? '';
      finish = chunk.choices[0]?.finish_reason ?? finish;
      tokens = chunk.usage?.total_tokens ?? tokens;
    }
    return { text, finish, tokens };
  },
  async tools() {
    const whole = await client.chat.completions.create({ model: 'cheap', messages, tools, tool_choice: 'required' });
    const streamed = await client.chat.completions.stream({ model: 'cheap', messages, tools, tool_choice: 'required' }).finalChatCompletion();
    return [whole, streamed].map(({ choices: [{ message, finish_reason }] }) => ({
      finish: finish_reason, name: message.tool_calls[0].function.name, n: JSON.parse(message.tool_calls[0].function.arguments).n,
    }));
  },
  async structured() {
    const answer = await client.chat.completions.parse({ model: 'cheap', messages, response_format: zodResponseFormat(z.object({ n: z.int() }), 'value') });
    return answer.choices[0].message.parsed;
  },
  async choices() {
    const answer = await client.chat.completions.create({ model: 'cheap', messages, n: 3, logprobs: true, top_logprobs: 2 });
    return { indexes: answer.choices.map(choice => choice.index), texts: answer.choices.map(choice => choice.message.content) };
  },
  async responses() {
    const whole = await client.responses.create({ model: 'cheap', input: 'Hello' });
    const types = new Set();
    let text = '';
    for await (const event of await client.responses.create({ model: 'cheap', input: 'Hello', stream: true })) {
      types.add(event.type);
      text += event.type === 'response.output_text.delta' ? event.delta : '';
    }
    return { text: whole.output_text, streamed: text, status: whole.status, types: [...types] };
  },
  async embeddings() {
    const answer = await client.embeddings.create({ model: 'a/vectors', input: ['one text', 'another one'] });
    return { count: answer.data.length, size: answer.data[0].embedding.length, first: typeof answer.data[0].embedding[0], model: answer.model };
  },
  async models() {
    const names = [];
    for await (const model of client.models.list()) names.push(model.id);
    return names;
  },
  async errors() {
    const failures = [];
    for (const request of [{ model: 'cheep', messages }, { model: 'cheap', messages: [] }, { model: 'cheap', messages, temperature: 'hot' }]) {
      await client.chat.completions.create(request).catch(error => failures.push({ type: error.constructor.name, status: error.status, code: error.code, param: error.param }));
    }
    return failures;
  },
  async failing() {
    return client.chat.completions.create({ model: 'cheap', messages }).then(
      answer => ({ text: answer.choices[0].message.content }),
      error => ({ type: error.constructor.name, status: error.status, code: error.code }));
  },
  async broken() {
    let text = '';
    try {
      for await (const chunk of await client.chat.completions.create({ model: 'cheap', messages, stream: true })) text += chunk.choices[0]?.delta.content ?? '';
      return { text, threw: false };
    } catch {
      return { text, threw: true };
    }
  },
  async cancel() {
    const leaving = new AbortController();
    let chunks = 0;
    try {
      for await (const _ of await client.chat.completions.create({ model: 'cheap', messages, stream: true }, { signal: leaving.signal })) {
        chunks++;
        leaving.abort();
      }
    } catch (error) {
      return { chunks, error: error.constructor.name };
    }
    return { chunks };
  },
};

console.log(JSON.stringify(await scenarios[process.env.SCENARIO]()));
