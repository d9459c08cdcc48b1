// Subscribers in a process of their own. Arguments: URL of the module, and the options of startSubscribers as JSON. Messages:
// {fault} begins a measurement, {ask: 'report' | 'ids', number} is answered with {number, value}.
const [module, options] = process.argv.slice(2)
const {startSubscribers} = await import(module)

const subscribers = startSubscribers(JSON.parse(options))
process.on('message', ({fault, ask, number}) => {
  if (fault) subscribers.onFault(fault)
  if (ask) process.send({number, value: subscribers[ask]()})
})
process.on('disconnect', () => process.exit())
