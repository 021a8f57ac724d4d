// node database.js create|tidy|jobs NAME: makes an empty database, lets Postgres look at it, waits for Vendure's jobs.
const { Client } = require('pg');
const [verb, name] = process.argv.slice(2);
const connect = async (database) => {
  const client = new Client({ host: '127.0.0.1', port: +process.env.PG_PORT, user: 'peer', database });
  await client.connect();
  return client;
};
const verbs = {
  async create() {
    const client = await connect('postgres');
    await client.query(`DROP DATABASE IF EXISTS ${name}`);
    await client.query(`CREATE DATABASE ${name}`);
    await client.end();
  },
  async tidy() {
    const client = await connect(name);
    await client.query('VACUUM ANALYZE');
    await client.end();
  },
  async jobs() {
    const client = await connect(name);
    for (let tries = 0; tries < 900; tries += 1) {
      const { rows } = await client.query("SELECT count(*)::int AS n FROM job_record WHERE state IN ('PENDING','RUNNING','RETRYING')");
      if (!rows[0].n) break;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    await client.end();
  },
  // Medusa's hot test is a small one: an order takes it seconds.
  async units() {
    const client = await connect(name);
    await client.query(
      `UPDATE inventory_level l SET stocked_quantity = $1::numeric, raw_stocked_quantity = jsonb_build_object('value', $1::text, 'precision', 20)
       FROM inventory_item i WHERE i.id = l.inventory_item_id AND i.sku = $2`,
      [process.argv[5], process.argv[4]],
    );
    await client.end();
  },
};
verbs[verb]().catch((error) => { console.error(error.message); process.exit(1); });
