UPDATE parked SET
  terminal = (SELECT d.terminal FROM document d WHERE d.seq = parked.document_seq),
  epoch = (SELECT d.epoch FROM document d WHERE d.seq = parked.document_seq);
CREATE INDEX parked_by_terminal ON parked (terminal, epoch, document_seq);
