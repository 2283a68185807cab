// What a pool leaves behind is found by counting before and after, which wants nobody else's pools beside it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
