import net from 'node:net';

// Unit tests open no socket: what needs one belongs to the contract or the sandbox lane.
net.Socket.prototype.connect = () => {
  throw new Error('unit tests may not open sockets; name the file *.contract.test.ts or *.sandbox.test.ts');
};
