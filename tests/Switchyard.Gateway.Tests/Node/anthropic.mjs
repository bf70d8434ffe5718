import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic({ baseURL: process.env.GATEWAY, apiKey: 'sk-x', maxRetries: Number(process.env.RETRIES ?? 0) });
const request = { model: 'cheap', max_tokens: 500, messages: [{ role: 'user', content: 'Hello' }] };
const schema = { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'], additionalProperties: false };

const scenarios = {
  async chat() {
    const { content, stop_reason, usage, model } = await client.messages.create({ ...request, system: 'Be brief.' });
    return { model, text: content[0].text, stop: stop_reason, tokens: usage.output_tokens };
  },
  async stream() {
    let text = '';
    const stream = client.messages.stream(request).on('text', more => { text += more; });
    const { content, stop_reason, usage } = await stream.finalMessage();
    return { text, same: text === content[0].text, stop: stop_reason, tokens: usage.output_tokens };
  },
  async tools() {
    const asking = { ...request, tools: [{ name: 'count', input_schema: schema }], tool_choice: { type: 'any' } };
    const whole = await client.messages.create(asking);
    const streamed = await client.messages.stream(asking).finalMessage();
    return [whole, streamed].map(({ content, stop_reason }) => {
      const use = content.find(block => block.type === 'tool_use');
      return { stop: stop_reason, name: use.name, n: use.input.n };
    });
  },
  async structured() {
    const { content } = await client.messages.create({ ...request, output_config: { format: { type: 'json_schema', schema } } });
    return JSON.parse(content[0].text);
  },
  async errors() {
    const failures = [];
    for (const wrong of [{ ...request, model: 'cheep' }, { ...request, messages: 'x' }]) {
      await client.messages.create(wrong).catch(error => failures.push({ type: error.constructor.name, status: error.status, kind: error.error?.error?.type }));
    }
    return failures;
  },
  async failing() {
    return client.messages.create(request).then(
      ({ content }) => ({ text: content[0].text }),
      error => ({ type: error.constructor.name, status: error.status, kind: error.error?.error?.type }));
  },
  async broken() {
    let text = '';
    try {
      await client.messages.stream(request).on('text', more => { text += more; }).finalMessage();
      return { text, threw: false };
    } catch {
      return { text, threw: true };
    }
  },
  async cancel() {
    const stream = client.messages.stream(request);
    let events = 0;
    try {
      for await (const event of stream) {
        events += event.type === 'content_block_delta' ? 1 : 0;
        if (events > 0) stream.controller.abort();
      }
    } catch (error) {
      return { events, error: error.constructor.name };
    }
    return { events };
  },
};

console.log(JSON.stringify(await scenarios[process.env.SCENARIO]()));
