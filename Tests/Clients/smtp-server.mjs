// A mail server on loopback. Prints its port, and then each mail it takes, one JSON a line.
// MODE: fine | busy (the first mail gets a 451) | unknown (550 for every recipient) | cut (takes the first mail, then hangs up without saying so) | hang (takes each, and says nothing) | tls (a
// certificate of its own making)
import { SMTPServer } from 'smtp-server';

const mode = process.env.MODE ?? 'fine';
let mails = 0;
const server = new SMTPServer({
  authMethods: ['PLAIN', 'LOGIN'],
  authOptional: true,
  allowInsecureAuth: true,
  disabledCommands: mode === 'tls' ? [] : ['STARTTLS'],
  logger: false,
  onAuth: (auth, session, done) => (auth.password === 'mail-s3cret' ? done(null, { user: auth.username }) : done(new Error('No'))),
  onRcptTo: (address, session, done) => (mode === 'unknown' ? done(Object.assign(new Error('No such mailbox'), { responseCode: 550 })) : done()),
  onData(stream, session, done) {
    const chunks = [];
    stream.on('data', chunk => chunks.push(chunk));
    stream.on('end', () => {
      mails += 1;
      if (mode === 'busy' && mails === 1) {
        done(Object.assign(new Error('Try again later'), { responseCode: 451 }));
        return;
      }
      console.log(JSON.stringify({ from: session.envelope.mailFrom.address, to: session.envelope.rcptTo.map(to => to.address), user: session.user ?? null, text: Buffer.concat(chunks).toString('utf8') }));
      if (mode === 'cut' && mails === 1) {
        server.connections.forEach(connection => connection._socket.destroy());
        return;
      }
      if (mode !== 'hang') {
        done();
      }
    });
  },
});
server.on('error', () => {});
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.server.address().port })));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
