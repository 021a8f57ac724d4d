// What a MERN developer writes in an afternoon: the floor, not a shop. No cart, tax, shipping or payment.
const express = require('express'), mongoose = require('mongoose');
const Product = mongoose.model('Product', new mongoose.Schema({ sku: { type: String, unique: true }, slug: { type: String, unique: true },
  name: String, description: String, price: Number, stock: Number, brand: String, category: String }).index({ name: 'text', description: 'text' }));
const Order = mongoose.model('Order', new mongoose.Schema({ email: String, address: Object, total: Number,
  items: [{ _id: false, sku: String, quantity: Number, price: Number }] }, { timestamps: true, writeConcern: { w: 'majority' } }));
const app = express();
app.disable('x-powered-by').use(express.json());
app.get('/health', (q, r) => r.send('ok'));
app.get('/products', async (q, r) => r.json(await Product.find().sort('sku').skip(24 * +q.query.page).limit(24).lean()));
app.get('/products/:slug', async (q, r) => r.json(await Product.findOne({ slug: q.params.slug }).lean()));
app.get('/search', async (q, r) => r.json(await Product.find({ $text: { $search: String(q.query.q) } }).limit(24).lean()));
// 1. One insert, prices taken from the client, stock ignored.
app.post('/orders', async (q, r) => {
  const { email, address, items } = q.body;
  r.status(201).json(await Order.create({ email, address, items, total: items.reduce((s, i) => s + i.price * i.quantity, 0) }));
});
// 2. The usual first version with stock: read, check, save. Not safe under concurrency.
app.post('/orders-naive', async (q, r) => {
  const { email, address, items } = q.body;
  const docs = await Product.find({ sku: { $in: items.map((i) => i.sku) } });
  for (const i of items) {
    const d = docs.find((x) => x.sku === i.sku);
    if (!d || d.stock < i.quantity) return r.status(409).json({ error: 'out of stock' });
    d.stock -= i.quantity; i.price = d.price;
  }
  for (const d of docs) await d.save();
  r.status(201).json(await Order.create({ email, address, items, total: items.reduce((s, i) => s + i.price * i.quantity, 0) }));
});
// 3. Conditional decrement per line, then the insert; a failed line gives the earlier ones back.
app.post('/orders-atomic', async (q, r) => {
  const { email, address, items } = q.body, done = [];
  for (const i of items) {
    const d = await Product.findOneAndUpdate({ sku: i.sku, stock: { $gte: i.quantity } }, { $inc: { stock: -i.quantity } }, { writeConcern: { w: 'majority' } }).lean();
    if (!d) {
      for (const k of done) await Product.updateOne({ sku: k.sku }, { $inc: { stock: k.quantity } });
      return r.status(409).json({ error: 'out of stock' });
    }
    i.price = d.price; done.push(i);
  }
  r.status(201).json(await Order.create({ email, address, items, total: items.reduce((s, i) => s + i.price * i.quantity, 0) }));
});
mongoose.connect(process.env.MONGO_URL)
  .then(() => app.listen(+(process.env.BARE_PORT || 3300), '127.0.0.1'));
