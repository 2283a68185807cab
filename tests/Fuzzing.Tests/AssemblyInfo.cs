// One run at a time: exceptions that nobody looked at are known for the whole process only.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
